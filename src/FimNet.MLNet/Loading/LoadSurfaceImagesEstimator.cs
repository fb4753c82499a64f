using FimNet.MLNet.Loading;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet;

/// <summary>Makes a <see cref="LoadSurfaceImagesTransformer"/>; see <see cref="SurfaceImageCatalog.LoadSurfaceImages"/>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Text</description></item>
/// <item><term>Output column data type</term><description>Image, and Text for the error column</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// </remarks>
public sealed class LoadSurfaceImagesEstimator : IEstimator<LoadSurfaceImagesTransformer>
{
    private readonly LoadSurfaceImagesTransformer _transformer;

    internal LoadSurfaceImagesEstimator(IHostEnvironment environment, LoadingSettings settings)
    {
        _transformer = new LoadSurfaceImagesTransformer(environment, settings);
    }

    /// <summary>Checks the input column; the data is not read.</summary>
    /// <param name="input">Data with the input column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Text.</exception>
    public LoadSurfaceImagesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LoadingRowMapper.PathColumn.Find(input.Schema, _transformer.Settings.Input);
        return _transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        LoadingRowMapper.PathColumn.Require(inputSchema, _transformer.Settings.Input);
        return AppendedShape.Of(inputSchema, _transformer.Settings.Added());
    }
}
