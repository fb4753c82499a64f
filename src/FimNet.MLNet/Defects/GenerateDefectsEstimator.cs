using FimNet.MLNet.Defects;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet;

/// <summary>Makes a <see cref="GenerateDefectsTransformer"/>; see <see cref="DefectTransformsCatalog.GenerateDefects"/>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Estimator characteristics</term><description></description></listheader>
/// <item><term>Does this estimator need to look at the data to train its parameters?</term><description>No</description></item>
/// <item><term>Input column data type</term><description>Image</description></item>
/// <item><term>Output column data type</term><description>Image, for the image and for the mask</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// </list>
/// </remarks>
public sealed class GenerateDefectsEstimator : IEstimator<GenerateDefectsTransformer>
{
    private readonly GenerateDefectsTransformer _transformer;

    internal GenerateDefectsEstimator(DefectColumns columns, DefectGeneratorOptions options, int seed)
    {
        options.Validate();
        _transformer = new GenerateDefectsTransformer(columns, options, seed);
    }

    /// <summary>Checks the input column; the data is not read.</summary>
    /// <param name="input">Data with the input column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Image.</exception>
    public GenerateDefectsTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageSchema.Column(input.Schema, _transformer.Columns.Input);
        return _transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Image.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        DefectColumns columns = _transformer.Columns;
        ImageSchema.Require(inputSchema, columns.Input);
        return AppendedShape.Of(inputSchema, columns.Added(inputSchema.First(column => column.Name == columns.Input).ItemType));
    }
}
