import VoucherCore

print(try version())
