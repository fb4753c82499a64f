using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: MakeVisible <assembly.dll> <output.dll>");
    return 2;
}

byte[] image = File.ReadAllBytes(args[0]);
new VisibilityPatch(image).Apply();
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
string temporary = args[1] + "." + Environment.ProcessId + ".tmp";
File.WriteAllBytes(temporary, image);
File.Move(temporary, args[1], overwrite: true);
return 0;

/// <summary>
/// Sets the visibility bits of every type, method and field of an assembly image to public.
/// The result is a compile-time reference only: it never runs and never ships.
/// </summary>
internal sealed class VisibilityPatch(byte[] image)
{
    public void Apply()
    {
        using var pe = new PEReader(new MemoryStream(image, writable: false));
        MetadataReader metadata = pe.GetMetadataReader();
        int start = pe.PEHeaders.MetadataStartOffset;

        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            bool nested = metadata.GetTypeDefinition(handle).IsNested;
            var visibility = nested ? TypeAttributes.NestedPublic : TypeAttributes.Public;
            SetLowBits(RowStart(metadata, start, TableIndex.TypeDef, handle), (int)TypeAttributes.VisibilityMask, (int)visibility);
        }

        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            // Row layout: RVA (4 bytes), ImplFlags (2), Flags (2).
            SetLowBits(RowStart(metadata, start, TableIndex.MethodDef, handle) + 6, (int)MethodAttributes.MemberAccessMask, (int)MethodAttributes.Public);
        }

        foreach (FieldDefinitionHandle handle in metadata.FieldDefinitions)
        {
            SetLowBits(RowStart(metadata, start, TableIndex.Field, handle), (int)FieldAttributes.FieldAccessMask, (int)FieldAttributes.Public);
        }
    }

    private static int RowStart(MetadataReader metadata, int metadataStart, TableIndex table, EntityHandle handle) =>
        metadataStart + metadata.GetTableMetadataOffset(table)
        + (MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(table);

    // Every mask used here fits in three bits, and metadata is little-endian: the low byte is enough.
    private void SetLowBits(int offset, int mask, int value) =>
        image[offset] = (byte)((image[offset] & ~mask) | value);
}
