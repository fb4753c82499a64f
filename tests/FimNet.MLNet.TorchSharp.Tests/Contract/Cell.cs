using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>A value of any column, kept beyond its row.</summary>
/// <param name="Text">Of texts, and of whole numbers and truth values; the size of an image.</param>
/// <param name="Numbers">Of numbers and vectors.</param>
/// <param name="Pixels">Of images.</param>
internal sealed partial record Cell(string Text, float[] Numbers, byte[] Pixels)
{
    /// <summary>Reads a column of a live row.</summary>
    public static Func<Cell> Reader(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        ImageDataViewType => Of<MLImage?>(row, column, Image),
        TextDataViewType => Of<ReadOnlyMemory<char>>(row, column, value => new Cell(value.ToString(), [], [])),
        BooleanDataViewType => Of<bool>(row, column, value => new Cell(value ? "true" : "false", [], [])),
        VectorDataViewType => Of<VBuffer<float>>(row, column, value => new Cell("", [.. value.DenseValues()], [])),
        PrimitiveDataViewType type when type == NumberDataViewType.Int32 => Of<int>(row, column, value => new Cell($"{value}", [], [])),
        _ => Of<float>(row, column, value => new Cell("", [value], [])),
    };

    /// <summary>The same value as an object of a user's class holds it.</summary>
    public static Cell Of(object? value) => value switch
    {
        MLImage image => Image(image),
        float number => new Cell("", [number], []),
        float[] numbers => new Cell("", numbers, []),
        bool truth => new Cell(truth ? "true" : "false", [], []),
        _ => new Cell($"{value}", [], []),
    };

    /// <summary>Whether the values are equal; scores of one image differ in the last bits with the images that share its run of the graph, and an error names the row where the cursor stands.</summary>
    public bool IsLike(Cell other) =>
        RowNumber().Replace(Text, "Row") == RowNumber().Replace(other.Text, "Row") && Numbers.Length == other.Numbers.Length && Pixels.Length == other.Pixels.Length
        && Numbers.Zip(other.Numbers).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-5f * Math.Max(1, Math.Abs(pair.First)))
        && Pixels.Zip(other.Pixels).All(pair => Math.Abs(pair.First - pair.Second) <= 1);

    /// <summary>The value to the last bit.</summary>
    public string Exactly() => $"{Text} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(Numbers.AsSpan())))} {Convert.ToHexString(SHA256.HashData(Pixels))}";

    [GeneratedRegex(@"^Row \d+")]
    private static partial Regex RowNumber();

    private static Func<Cell> Of<T>(DataViewRow row, DataViewSchema.Column column, Func<T, Cell> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return convert(value);
        };
    }

    private static Cell Image(MLImage? image) => image is null ? new Cell("none", [], []) : new Cell($"{image.Width}x{image.Height}", [], RgbImage.FromMLImage(image).Pixels.ToArray());
}
