// A program whose only fault is known: what AddressSanitizer must find, and must not.
//
//     planted_overflow within   reads the last byte of a buffer
//     planted_overflow beyond   reads the one after it

let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
buffer.initialize(repeating: 7, count: 64)
print(buffer[CommandLine.arguments.dropFirst().first == "beyond" ? 64 : 63])
buffer.deallocate()
