using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Loading;

/// <summary>Which columns a loading stage reads and writes, and how.</summary>
/// <param name="Output">The image.</param>
/// <param name="Input">The path.</param>
/// <param name="Folder">What relative paths are relative to; empty for the current folder.</param>
/// <param name="Options">Policy and limits.</param>
internal sealed record LoadingSettings(string Output, string Input, string Folder, SurfaceImageOptions Options)
{
    /// <summary>The columns that the stage appends.</summary>
    public IEnumerable<DataViewSchema.DetachedColumn> Added()
    {
        yield return new DataViewSchema.DetachedColumn(Output, new ImageDataViewType());
        if (Options.OnError == ImageErrorPolicy.Skip)
        {
            yield return new DataViewSchema.DetachedColumn(Options.ErrorColumnName, TextDataViewType.Instance);
        }
    }

    /// <exception cref="ArgumentException">A column's name is empty, image and error share one name, or an option is out of its range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Output);
        ArgumentException.ThrowIfNullOrEmpty(Input);
        ArgumentNullException.ThrowIfNull(Folder);
        ArgumentNullException.ThrowIfNull(Options);
        Options.Validate();
        if (Options.OnError == ImageErrorPolicy.Skip && Options.ErrorColumnName == Output)
        {
            throw new ArgumentException(
                $"The image and its error cannot both be column '{Output}'; choose another {nameof(SurfaceImageOptions.ErrorColumnName)}.", nameof(SurfaceImageOptions.ErrorColumnName));
        }
    }
}
