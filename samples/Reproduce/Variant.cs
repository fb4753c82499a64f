using FimNet.MLNet;

namespace Reproduce;

/// <summary>A part of the method, or a method to compare it with, as a change of the options.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Description">For a table.</param>
/// <param name="Adapt">What it changes.</param>
internal sealed record Variant(string Name, string Description, Func<FimNetOptions, FimNetOptions> Adapt)
{
    /// <summary>Table VI's A to E, the paper's map alone, the plain autoencoder and MemAE, and the recipe with or without one ingredient.</summary>
    public static readonly IReadOnlyDictionary<string, Variant> All = new[]
    {
        new Variant("A", "all of the method", options => options),
        new Variant("B", "memory alone (MAM)", options => options with { LatentModule = LatentModule.Memory }),
        new Variant("C", "memory concatenated", options => options with { LatentModule = LatentModule.Concatenate }),
        new Variant("D", "no stage 2", options => options with { Stage2 = TrainingLength.None }),
        new Variant("E", "pixel difference", PixelDifference),
        new Variant("mhfd", "MHFD alone (Eqs. 15 and 16)", options => options with { AnomalyScoring = AnomalyScoring.Mhfd, NormalizeByPosition = false, NormalizeBackground = false }),
        new Variant("ae", "plain autoencoder", options => PixelDifference(options) with { LatentModule = LatentModule.None, Stage2 = TrainingLength.None }),
        new Variant("memae", "MemAE", options => PixelDifference(options) with { LatentModule = LatentModule.Memory, Stage2 = TrainingLength.None }),
        new Variant("illumination", "all of the method, illumination normalised", options => options with { NormalizeIllumination = true }),
        new Variant("overlap", "patches that overlap by half", options => options with { PatchStride = 32 }),
        new Variant("softmax", "softmax gates, as the paper has them", options => options with { GateActivation = GateActivation.Softmax }),
        new Variant("constant", "a constant learning rate", options => options with { LearningRateSchedule = LearningRateSchedule.Constant }),
        new Variant("rate", "twice the learning rate", options => options with { LearningRate = 2 * options.LearningRate }),
        new Variant("batch", "half a batch, for twice the steps", options => options with { BatchSize = options.BatchSize / 2 }),
        new Variant("unaveraged", "weights not averaged", options => options with { WeightAveraging = 0 }),
        new Variant("grid-patches", "patches on the grid alone", options => options with { PatchSampling = PatchSampling.Grid }),
        new Variant("pastes", "the paper's pastes", options => options with { Defects = DefectGeneratorOptions.Paper with { NaturalImageFolder = options.Defects.NaturalImageFolder } }),
        new Variant("full-precision", "products of 32 bits", options => options with { Precision = TrainingPrecision.Full }),
    }.ToDictionary(variant => variant.Name);

    private static FimNetOptions PixelDifference(FimNetOptions options) => options with { AnomalyScoring = AnomalyScoring.PixelDifference, NormalizeByPosition = false, NormalizeBackground = false };
}
