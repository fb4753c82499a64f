using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>
/// Reads through the bytes of a protobuf message without building anything: refuses fields that the message's type does not know, such as functions, subgraphs, sparse or external
/// tensors, and more parts than a graph can have, which would take far more memory than bytes. Parts are messages and the values of lists; what is in a tensor's raw bytes is none.
/// </summary>
internal sealed class ProtobufWalk
{
    private const int MostParts = 200_000;

    private long _parts;

    /// <exception cref="ModelFormatException">A part is unknown, or there are too many.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not protobuf.</exception>
    public static void Check(byte[] bytes, MessageDescriptor type)
    {
        using var input = new CodedInputStream(bytes);
        new ProtobufWalk().Read(input, type, bytes.Length);
    }

    private void Read(CodedInputStream input, MessageDescriptor type, long end)
    {
        Count(1);
        while (input.Position < end)
        {
            uint tag = input.ReadTag();
            int number = WireFormat.GetTagFieldNumber(tag);
            FieldDescriptor field = type.FindFieldByNumber(number) ?? throw Refusal.Of($"its graph has a part that FIM-Net never writes: field {number} of {type.Name}");
            if (!IsOf(field, WireFormat.GetTagWireType(tag)))
            {
                throw Refusal.Of($"field {number} of {type.Name} in its graph is not of the type that it must be");
            }

            if (field.FieldType != FieldType.Message)
            {
                long start = input.Position;
                input.SkipLastField();
                if (field.IsRepeated)
                {
                    // Numbers may be packed, a byte each.
                    Count(field.FieldType == FieldType.String ? 1 : input.Position - start);
                }

                continue;
            }

            long length = input.ReadLength();
            if (length < 0 || length > end - input.Position)
            {
                throw Refusal.Of($"field {number} of {type.Name} in its graph claims to be longer than the bytes that there are");
            }

            Read(input, field.MessageType, input.Position + length);
        }

        if (input.Position != end)
        {
            throw Refusal.Of($"a part of {type.Name} in its graph ends beyond the part that it belongs to");
        }
    }

    /// <summary>Whether a value is written as its field's type is, or packed. A parser keeps what is written otherwise, a group above all, as an unknown part that takes far more memory than bytes.</summary>
    private static bool IsOf(FieldDescriptor field, WireFormat.WireType written) => field.FieldType switch
    {
        FieldType.Message or FieldType.String or FieldType.Bytes => written == WireFormat.WireType.LengthDelimited,
        FieldType.Float => written == WireFormat.WireType.Fixed32 || (field.IsRepeated && written == WireFormat.WireType.LengthDelimited),
        _ => written == WireFormat.WireType.Varint || (field.IsRepeated && written == WireFormat.WireType.LengthDelimited),
    };

    private void Count(long parts)
    {
        _parts += parts;
        if (_parts > MostParts)
        {
            throw Refusal.Of($"its graph has more than {MostParts} parts");
        }
    }
}
