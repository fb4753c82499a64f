using FimNet.MLNet.Loading;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet;

/// <summary>Loads the images that a column of paths names, refuses files that are damaged or too large, and saves and loads with a model.</summary>
/// <remarks>
/// <para>The output column is of type Image. As with ML.NET's own image transforms, a cursor disposes an image when it reads the next row's.</para>
/// <para>With <see cref="ImageErrorPolicy.Skip"/> a row whose image cannot be loaded has no image (null), its error column says why, and at the end of a pass over the data
/// <c>MLContext.Log</c> is told how many there were. What the error column says comes from loading the image: with a cursor, read it only for rows without a score, unless the image is
/// read with it.</para>
/// </remarks>
public sealed class LoadSurfaceImagesTransformer : ITransformer
{
    private readonly IHostEnvironment _environment;

    internal LoadSurfaceImagesTransformer(IHostEnvironment environment, LoadingSettings settings)
    {
        settings.Validate();
        _environment = environment;
        Settings = settings;
    }

    /// <summary>Policy and limits.</summary>
    public SurfaceImageOptions Options => Settings.Options;

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    internal LoadingSettings Settings { get; }

    /// <summary>The same stage with another policy or other limits. <see cref="FimNetModels.WithImageOptions"/> does it inside a whole model.</summary>
    /// <param name="options">The options.</param>
    /// <returns>A new transformer; this one is unchanged.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or image and error share one column name.</exception>
    public LoadSurfaceImagesTransformer WithOptions(SurfaceImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LoadSurfaceImagesTransformer(_environment, Settings with { Options = options });
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Text.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Mapper(inputSchema).OutputSchema;
    }

    /// <summary>Appends the images, and the error column where the policy is to skip.</summary>
    /// <param name="input">The data; it is read lazily.</param>
    /// <returns>The data with the columns appended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Text.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new AppendingView(input, Mapper(input.Schema));
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Mapper(inputSchema);
    }

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        LoadSurfaceImagesModel.Save(ctx, Settings);
    }

    private LoadingRowMapper Mapper(DataViewSchema inputSchema) => new(_environment, inputSchema, Settings);
}
