/// A Python program that writes the files of `InspectionTests` into the directory of its first argument; the second is an
/// archive and the third a binary that are sound.
let hostileFilesProgram = #"""
    import os, random, stat, struct, sys, zipfile

    directory, archive, binary = sys.argv[1:]
    sound_zip = open(archive, "rb").read()
    sound_elf = open(binary, "rb").read()
    random.seed(7)

    def write(name, content):
        with open(os.path.join(directory, name), "wb") as file:
            file.write(content)

    def patched(content, offset, form, value):
        content = bytearray(content)
        struct.pack_into(form, content, offset, value)
        return bytes(content)

    def zipped(name, *entries):
        path = os.path.join(directory, name)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            for entry, content, mode in entries:
                info = zipfile.ZipInfo(entry)
                info.external_attr = mode << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, content)
        return open(path, "rb").read()

    PROGRAM, FILE, LINK = 0o100755, 0o100644, 0o120777
    shell = ("bootstrap", "#!/bin/sh\nexit 0\n", PROGRAM)

    # No archives at all.
    write("empty", b"")
    write("text", b"not a zip\n" * 1000)
    write("random", random.randbytes(1 << 16))
    write("signature", b"PK\x05\x06")

    # Archives that end too soon, or are damaged.
    write("half.zip", sound_zip[:len(sound_zip) // 2])
    write("no-end.zip", sound_zip[:-10])
    write("end-only.zip", sound_zip[-22:])
    flipped = bytearray(sound_zip)
    for offset in range(1000, len(flipped) - 1000, 997):
        flipped[offset] ^= 0x5A
    write("flipped.zip", bytes(flipped))

    # Archives that are sound and must not be unpacked, or cannot start.
    zipped("slip.zip", shell, ("../../etc/cron.d/evil", "x", FILE))
    zipped("absolute.zip", shell, ("/etc/evil", "x", FILE))
    zipped("link-out.zip", shell, ("lib", "/etc", LINK))
    zipped("duplicate.zip", shell, shell)
    zipped("link-cycle.zip", ("bootstrap", "other", LINK), ("other", "bootstrap", LINK))
    zipped("nested.zip", ("app/bootstrap", "#!/bin/sh\n", PROGRAM))
    zipped("no-mode.zip", ("bootstrap", "#!/bin/sh\n", FILE))
    zipped("python.zip", ("bootstrap", "#!/usr/bin/env python3\n", PROGRAM))
    zipped("large.zip", shell, ("zeros", bytes(300 << 20), FILE))
    zipped("prose.zip", ("bootstrap", "hello\n", PROGRAM))

    # Archives that are odd and can start.
    zipped("script.zip", ("bootstrap", "#!/bin/sh\n" + "true\n" * 2_000_000, PROGRAM))
    zipped("many.zip", shell, *[("data/%05d" % number, "", FILE) for number in range(10_000)])
    write("prefixed.zip", random.randbytes(5000) + zipped("plain.zip", shell))

    # Archives that lie. The first entry's local header is at 0; its sizes are at 18 and 22.
    small = zipped("small.zip", shell)
    central = small.rindex(b"PK\x01\x02")
    end = small.rindex(b"PK\x05\x06")
    huge = 0xFFFFFFF0
    claim = patched(patched(small, 22, "<I", huge), central + 24, "<I", huge)
    write("claims-size.zip", claim)
    write("claims-both.zip", patched(patched(claim, 18, "<I", huge), central + 20, "<I", huge))
    write("claims-entries.zip", patched(patched(small, end + 8, "<H", 60_000), end + 10, "<H", 60_000))
    write("claims-directory.zip", patched(small, end + 12, "<I", huge))
    write("cyclic-directory.zip", patched(small, end + 16, "<I", end))
    write("cyclic-header.zip", patched(small, central + 42, "<I", central))
    write("far-header.zip", patched(small, central + 42, "<I", huge))
    zip64 = (struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, end - central, central)
             + struct.pack("<IIQI", 0x07064B50, 0, end + 56, 1))
    write("cyclic-zip64.zip", small[:end] + zip64 + small[end:])
    two = zipped("two.zip", ("a", "x" * 50, FILE), ("b", "y" * 50, FILE))
    second = two.rindex(b"PK\x01\x02")
    write("same-header.zip", patched(two, second + 42, "<I", 0))
    inner = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0x21, 0, 0, 0, 1, 0) + b"b"
    outer_path = os.path.join(directory, "overlap.zip")
    with zipfile.ZipFile(outer_path, "w") as file:
        file.writestr("a", inner)
        file.writestr("b", "")
    overlap = open(outer_path, "rb").read()
    write("overlap.zip", patched(overlap, overlap.rindex(b"PK\x01\x02") + 42, "<I", overlap.index(inner)))

    # ELF files. e_type is at 16, e_machine at 18, e_phoff at 32, e_shoff at 40, e_phnum at 56.
    for length in [4, 20, 64, 1000, len(sound_elf) // 2]:
        write("cut-%d.elf" % length if length < 2000 else "cut-half.elf", sound_elf[:length])
    write("32-bit.elf", patched(sound_elf, 4, "B", 1))
    write("big-endian.elf", patched(sound_elf, 5, "B", 2))
    write("riscv.elf", patched(sound_elf, 18, "<H", 243))
    write("object.elf", patched(sound_elf, 16, "<H", 1))
    write("far-segments.elf", patched(sound_elf, 32, "<Q", 1 << 62))
    write("far-sections.elf", patched(sound_elf, 40, "<Q", (1 << 64) - 64))
    write("many-segments.elf", patched(sound_elf, 56, "<H", 0xFFFE))
    write("cyclic-segments.elf", patched(sound_elf, 32, "<Q", 0))
    write("zeros.elf", sound_elf[:64] + bytes(1 << 20))
    write("noise.elf", sound_elf[:64] + random.randbytes(1 << 20))
    zipped("noise-elf.zip", ("bootstrap", sound_elf[:64] + random.randbytes(1 << 16), PROGRAM))
    zipped("cut-elf.zip", ("bootstrap", sound_elf[:5000], PROGRAM))
    zipped("riscv-elf.zip", ("bootstrap", patched(sound_elf, 18, "<H", 243), PROGRAM))
    """#
