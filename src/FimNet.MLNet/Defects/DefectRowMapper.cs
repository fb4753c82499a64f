using FimNet.MLNet.Numerics;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Defects;

/// <summary>Appends the defective image and its mask to a row, or the image itself and an empty mask when there is no generator.</summary>
internal sealed class DefectRowMapper(DataViewSchema inputSchema, DefectColumns columns, DefectGenerator? generator, int seed)
    : ImageRowMapper(inputSchema, columns.Input, columns.Added(ImageSchema.Column(inputSchema, columns.Input).Type))
{
    public override AppendedGetters CreateGetters(DataViewRow input)
    {
        var reader = new ImageColumnReader(input, ImageColumn);
        ValueGetter<DataViewRowId> rowId = input.GetIdGetter();
        long position = -1;
        GeneratedDefect? current = null;
        ValueGetter<MLImage> image = (ref MLImage value) => Replace(ref value, Current()?.Image);
        ValueGetter<MLImage> mask = (ref MLImage value) => Replace(ref value, ToGrey(Current()));
        return new AppendedGetters(columns.Mask is null ? [image] : [image, mask]);

        GeneratedDefect? Current()
        {
            if (position != input.Position)
            {
                current = Compute();
                position = input.Position;
            }

            return current;
        }

        GeneratedDefect? Compute()
        {
            if (reader.ReadOrNull() is not { } original)
            {
                return null;
            }

            if (generator is null)
            {
                return new GeneratedDefect(original, new byte[original.Width * original.Height]);
            }

            // The id rather than the position: it stays with the row when a cursor shuffles or splits the data. In plain views the two are equal.
            DataViewRowId id = default;
            rowId(ref id);
            return generator.Generate(original, SeededRandom.Derive(seed, (long)(id.Low ^ (id.High * 0x9E3779B97F4A7C15))));
        }
    }

    /// <summary>A getter owns the image that it gave last, as those of ML.NET's own image transforms do.</summary>
    private static void Replace(ref MLImage value, RgbImage? image)
    {
        value?.Dispose();
        value = image?.ToMLImage()!;
    }

    private static RgbImage? ToGrey(GeneratedDefect? defect)
    {
        if (defect is null)
        {
            return null;
        }

        ReadOnlySpan<byte> mask = defect.Mask.Span;
        var pixels = new byte[3 * mask.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            pixels.AsSpan(3 * i, 3).Fill(mask[i]);
        }

        return new RgbImage(defect.Image.Width, defect.Image.Height, pixels);
    }
}
