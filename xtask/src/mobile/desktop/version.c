/* Loads the library that is named and prints the version that it tells: a program for the processor of that library. */

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct buffer {
    uint64_t capacity;
    uint64_t length;
    uint8_t *data;
};

struct status {
    int8_t code;
    struct buffer error;
};

int main(int count, char **arguments) {
    void *library = count == 2 ? dlopen(arguments[1], RTLD_NOW) : NULL;
    if (library == NULL) {
        fprintf(stderr, "%s\n", count == 2 ? dlerror() : "name a library");
        return 1;
    }
    void *found = dlsym(library, "uniffi_voucher_core_mobile_fn_func_library_version");
    if (found == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    struct buffer (*version)(struct status *);
    memcpy(&version, &found, sizeof version);
    struct status status = {0};
    struct buffer text = version(&status);
    if (status.code != 0) {
        return 1;
    }
    printf("%.*s\n", (int)text.length, (const char *)text.data);
    return 0;
}
