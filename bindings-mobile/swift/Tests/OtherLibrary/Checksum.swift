/// Stands in front of the library's own where this is loaded first: a library that is not the one of the sources.
@_cdecl("uniffi_voucher_core_mobile_checksum_func_library_version")
public func checksumOfAnotherLibrary() -> UInt16 { 0 }
