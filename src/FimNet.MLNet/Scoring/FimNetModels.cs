using FimNet.MLNet.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet;

/// <summary>Finds and changes the stages inside a whole model: a chain from <c>pipeline.Fit</c> or what <c>mlContext.Model.Load</c> returned.</summary>
public static class FimNetModels
{
    /// <summary>The FIM-Net of a model.</summary>
    /// <param name="model">A FIM-Net, or a chain of transformers, nested or not, that has exactly one.</param>
    /// <returns>The model's own instance, not a copy.</returns>
    /// <exception cref="ArgumentException">The model has no FIM-Net, or more than one.</exception>
    public static FimNetTransformer FimNet(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        FimNetTransformer[] found = [.. Stages(model).OfType<FimNetTransformer>()];
        return found.Length == 1
            ? found[0]
            : throw new ArgumentException(
                $"The model has {(found.Length == 0 ? "no FIM-Net" : $"{found.Length} FIM-Nets")} but must have one. {MadeOf(model)} "
                + "Give the model that a pipeline with Trainers.FimNet was fitted to.",
                nameof(model));
    }

    /// <summary>Calibrates the FIM-Net of a model as <see cref="FimNetTransformer.Calibrate"/> does, from rows as the whole model takes them.</summary>
    /// <typeparam name="TLastTransformer">The type of the chain's last transformer.</typeparam>
    /// <param name="model">A chain of transformers that has exactly one FIM-Net.</param>
    /// <param name="rows">Images that the model was not trained on, in the columns that the model reads, for example their paths. See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <param name="scoreRule">Chooses <see cref="FimNetTransformer.Threshold"/>.</param>
    /// <param name="pixelRule">Chooses <see cref="FimNetTransformer.PixelThreshold"/>; <see langword="null"/> leaves it as it is.</param>
    /// <param name="labelColumnName">See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <param name="maskPathColumnName">See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <returns>A new chain with the calibrated FIM-Net in the old one's place, for <c>mlContext.Model.Save</c> among others; the old chain is unchanged. Both share their other transformers and the loaded graph.</returns>
    /// <exception cref="ArgumentException">The model has no FIM-Net, or more than one; or a column is missing or of another type, or the model writes one of that name itself.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="FimNetTransformer.Calibrate"/>.</exception>
    /// <exception cref="ImageReadException">An image or mask cannot be read.</exception>
    /// <exception cref="ModelFormatException">The model gives an image a score or a map that is not finite, or its graph cannot be run.</exception>
    public static TransformerChain<TLastTransformer> Calibrate<TLastTransformer>(
        this TransformerChain<TLastTransformer> model,
        IDataView rows,
        ThresholdRule scoreRule,
        ThresholdRule? pixelRule = null,
        string labelColumnName = ViewColumn.DefaultLabel,
        string maskPathColumnName = "MaskPath")
        where TLastTransformer : class, ITransformer =>
        (TransformerChain<TLastTransformer>)Calibrate((ITransformer)model, rows, scoreRule, pixelRule, labelColumnName, maskPathColumnName);

    /// <summary>The same for a model of any type, such as <c>mlContext.Model.Load</c> returns.</summary>
    /// <param name="model">A FIM-Net, or a chain of transformers, nested or not, that has exactly one.</param>
    /// <param name="rows">Images that the model was not trained on, in the columns that the model reads, for example their paths. See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <param name="scoreRule">Chooses <see cref="FimNetTransformer.Threshold"/>.</param>
    /// <param name="pixelRule">Chooses <see cref="FimNetTransformer.PixelThreshold"/>; <see langword="null"/> leaves it as it is.</param>
    /// <param name="labelColumnName">See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <param name="maskPathColumnName">See <see cref="FimNetTransformer.Calibrate"/>.</param>
    /// <returns>A new model of the same type; the old one is unchanged.</returns>
    /// <exception cref="ArgumentException">The model has no FIM-Net, or more than one; or a column is missing or of another type, or the model writes one of that name itself.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="FimNetTransformer.Calibrate"/>.</exception>
    /// <exception cref="ImageReadException">An image or mask cannot be read.</exception>
    /// <exception cref="ModelFormatException">The model gives an image a score or a map that is not finite, or its graph cannot be run.</exception>
    public static ITransformer Calibrate(
        this ITransformer model, IDataView rows, ThresholdRule scoreRule, ThresholdRule? pixelRule = null, string labelColumnName = ViewColumn.DefaultLabel, string maskPathColumnName = "MaskPath")
    {
        ArgumentNullException.ThrowIfNull(rows);
        FimNetTransformer fimNet = model.FimNet();
        return Replace(model, fimNet, fimNet.Calibrate(InputOf(model, fimNet, rows), scoreRule, pixelRule, labelColumnName, maskPathColumnName));
    }

    /// <summary>The same model with other options for loading images, for example to score a folder in which some files are damaged with a model that was made to throw.</summary>
    /// <param name="model">A chain of transformers, nested or not, with at least one <see cref="LoadSurfaceImagesTransformer"/>; all of them get the options.</param>
    /// <param name="options">Policy and limits.</param>
    /// <returns>A new model of the same type; the old one is unchanged. Both share their other transformers and the loaded graph.</returns>
    /// <exception cref="ArgumentException">The model has no such transformer, or an option is out of its range.</exception>
    public static ITransformer WithImageOptions(this ITransformer model, SurfaceImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        LoadSurfaceImagesTransformer[] loading = [.. Stages(model).OfType<LoadSurfaceImagesTransformer>()];
        return loading.Length > 0
            ? loading.Aggregate(model, (changed, stage) => Replace(changed, stage, stage.WithOptions(options)))
            : throw new ArgumentException($"The model has no stage that loads images. {MadeOf(model)} Train it behind mlContext.Transforms.LoadSurfaceImages.", nameof(model));
    }

    /// <summary>What a stage of a model gets when the model gets rows.</summary>
    private static IDataView InputOf(ITransformer model, ITransformer stage, IDataView rows)
    {
        if (model == stage)
        {
            return rows;
        }

        ITransformer[] stages = ((ITransformerChainAccessor)model).Transformers;
        int index = Array.FindIndex(stages, candidate => Stages(candidate).Contains(stage));
        return InputOf(stages[index], stage, stages.Take(index).Aggregate(rows, (view, before) => before.Transform(view)));
    }

    private static ITransformer Replace(ITransformer model, ITransformer old, ITransformer replacement)
    {
        if (model == old)
        {
            return replacement;
        }

        var chain = (ITransformerChainAccessor)model;
        ITransformer[] stages = [.. chain.Transformers];
        int index = Array.FindIndex(stages, candidate => Stages(candidate).Contains(old));
        stages[index] = Replace(stages[index], old, replacement);

        // The type is that of the chain at hand, whatever its last transformer.
        return (ITransformer)Activator.CreateInstance(model.GetType(), stages, chain.Scopes)!;
    }

    private static string MadeOf(ITransformer model) => $"It is made of: {string.Join(", ", Stages(model).Select(stage => stage.GetType().Name))}.";

    private static IEnumerable<ITransformer> Stages(ITransformer model) =>
        model is ITransformerChainAccessor chain ? chain.Transformers.SelectMany(Stages) : [model];
}
