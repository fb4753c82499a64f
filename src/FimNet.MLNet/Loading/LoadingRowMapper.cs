using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Loading;

/// <summary>Appends the image that a row's path names, and why there is none where that is wanted.</summary>
internal sealed class LoadingRowMapper(IHostEnvironment environment, DataViewSchema inputSchema, LoadingSettings settings)
    : AppendingRowMapper(inputSchema, [PathColumn.Find(inputSchema, settings.Input)], settings.Added())
{
    public static InputColumn PathColumn { get; } = new("Text", type => type is TextDataViewType, "It must hold the paths of the images.");

    public override AppendedGetters CreateGetters(DataViewRow input)
    {
        var row = new RowImage(input, PathColumn.Find(InputSchema, settings.Input), settings);
        var report = new LoadingReport(environment);
        long counted = -1;
        ValueGetter<MLImage> image = (ref MLImage value) =>
        {
            // A getter owns the image that it gave last, as those of ML.NET's own image transforms do.
            value?.Dispose();
            value = null!;
            RgbImage? pixels = row.Pixels();
            if (counted != input.Position)
            {
                counted = input.Position;
                report.Add(row.Error());
            }

            if (pixels is not null)
            {
                value = pixels.ToMLImage();
                value.Tag = row.Path;
            }
        };
        ValueGetter<ReadOnlyMemory<char>> error = (ref ReadOnlyMemory<char> value) => value = row.Error().AsMemory();
        return new AppendedGetters(settings.Options.OnError == ImageErrorPolicy.Skip ? [image, error] : [image], report.Write);
    }
}
