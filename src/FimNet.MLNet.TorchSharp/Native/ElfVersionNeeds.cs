using System.Buffers.Binary;
using System.Text;

namespace FimNet.MLNet.Native;

/// <summary>Edits the symbol versions that a 64-bit little-endian ELF library needs (section .gnu.version_r).</summary>
internal static class ElfVersionNeeds
{
    private const int SectionHeaderSize = 64;
    private const int EntrySize = 16;
    private const uint VersionNeedsSection = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks every need of a version as weak: a system that lacks the version then loads the library all the same.</summary>
    /// <param name="image">The whole file; changed in place.</param>
    /// <param name="version">For example <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>How many entries name that version.</returns>
    /// <exception cref="InvalidDataException">The image is no such library, or a table in it points outside; it is not to be used then.</exception>
    public static int MakeWeak(Span<byte> image, string version)
    {
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', /* 64-bit */ 2, /* little-endian */ 1];
        if (!image.StartsWith(identification))
        {
            throw new InvalidDataException("The library is not a 64-bit little-endian ELF file.");
        }

        Span<byte> headers = From(image, UInt64(image, 0x28));
        ushort count = UInt16(image, 0x3c);
        for (uint i = 0; i < count; i++)
        {
            Span<byte> header = SectionHeader(headers, i);
            if (UInt32(header, 4) == VersionNeedsSection)
            {
                Span<byte> strings = Content(image, SectionHeader(headers, UInt32(header, 0x28)));
                return MarkEntries(Content(image, header), strings, Encoding.ASCII.GetBytes(version + '\0'));
            }
        }

        return 0;
    }

    private static int MarkEntries(Span<byte> needs, Span<byte> strings, ReadOnlySpan<byte> name)
    {
        int found = 0;
        int budget = needs.Length / EntrySize;
        ulong library = 0;
        uint nextLibrary;
        do
        {
            Span<byte> need = Slice(needs, library, EntrySize);
            nextLibrary = UInt32(need, 12);
            ulong entry = library + UInt32(need, 8);
            for (int left = UInt16(need, 2); left > 0; left--)
            {
                // Entries do not overlap: a chain that visits more of them than fit runs in circles.
                if (--budget < 0)
                {
                    throw Damaged();
                }

                Span<byte> version = Slice(needs, entry, EntrySize);
                if (From(strings, UInt32(version, 8)).StartsWith(name))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(version[4..], (ushort)(UInt16(version, 4) | WeakFlag));
                    found++;
                }

                entry += UInt32(version, 12);
            }

            library += nextLibrary;
        }
        while (nextLibrary != 0);
        return found;
    }

    private static Span<byte> SectionHeader(Span<byte> headers, uint index) => Slice(headers, (ulong)index * SectionHeaderSize, SectionHeaderSize);

    private static Span<byte> Content(Span<byte> image, Span<byte> header) => Slice(image, UInt64(header, 0x18), UInt64(header, 0x20));

    private static Span<byte> From(Span<byte> data, ulong start) => start <= (ulong)data.Length ? data[(int)start..] : throw Damaged();

    private static Span<byte> Slice(Span<byte> data, ulong start, ulong length)
    {
        Span<byte> rest = From(data, start);
        return length <= (ulong)rest.Length ? rest[..(int)length] : throw Damaged();
    }

    private static ushort UInt16(Span<byte> data, ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(data, at, sizeof(ushort)));

    private static uint UInt32(Span<byte> data, ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(data, at, sizeof(uint)));

    private static ulong UInt64(Span<byte> data, ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(data, at, sizeof(ulong)));

    private static InvalidDataException Damaged() => new("The ELF file is damaged: one of its tables points outside it or in circles.");
}
