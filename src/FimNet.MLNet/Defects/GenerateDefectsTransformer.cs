using FimNet.MLNet.Defects;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet;

/// <summary>
/// A stage that makes images defective while the estimators after it are fitted, and passes them through unchanged afterwards.
/// </summary>
/// <remarks>
/// <para>While an estimator chain is fitted, the output column holds defective images and the mask column (if one was named) white where
/// something was pasted and black elsewhere. In <see cref="Transform"/>, and so in everything a fitted chain does, the output column holds
/// the input image and the mask column is black.</para>
/// <para>The same row gets the same defects in every pass over the data, whatever rows are left out or in which order they come.</para>
/// </remarks>
public sealed class GenerateDefectsTransformer : ITransformer, ITransformerWithDifferentMappingAtTrainingTime
{
    internal GenerateDefectsTransformer(DefectColumns columns, DefectGeneratorOptions options, int seed)
    {
        Columns = columns;
        Options = options;
        Seed = seed;
    }

    /// <summary>How the defects are made while fitting.</summary>
    public DefectGeneratorOptions Options { get; }

    /// <summary>What the defects are drawn from, together with the row's place in the data.</summary>
    public int Seed { get; }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    internal DefectColumns Columns { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Image.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return PassingThrough(inputSchema).OutputSchema;
    }

    /// <summary>Appends the input image itself and a black mask.</summary>
    /// <param name="input">The data; it is read lazily.</param>
    /// <returns>The data with the columns appended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not of type Image.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new AppendingView(input, PassingThrough(input.Schema));
    }

    /// <summary>Appends the defective images and their masks: what the estimators that follow in a chain are fitted to.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder of natural images does not exist.</exception>
    /// <exception cref="InvalidOperationException">The folder of natural images holds no images.</exception>
    IDataView ITransformerWithDifferentMappingAtTrainingTime.TransformForTrainingPipeline(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new AppendingView(input, new DefectRowMapper(input.Schema, Columns, new DefectGenerator(Options), Seed));
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return PassingThrough(inputSchema);
    }

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        GenerateDefectsTransformerModel.Save(ctx, this);
    }

    private DefectRowMapper PassingThrough(DataViewSchema inputSchema) => new(inputSchema, Columns, generator: null, Seed);
}
