using System.Diagnostics.CodeAnalysis;
using FimNet.MLNet;
using Samples.Shared;

namespace Reproduce;

/// <summary>What a run gave: QuickStart's keys and some more.</summary>
internal sealed record ReproductionFigures : RunFigures
{
    [SetsRequiredMembers]
    public ReproductionFigures(RunFigures run, ReproductionSettings settings, PixelFigures? unsmoothed, IReadOnlyList<FinalScoring> otherScorings, IReadOnlyList<CurvePoint> curve, IReadOnlyList<TrainingLoss> losses)
        : base(run)
    {
        Surface = settings.SurfaceName;
        Variant = settings.Variant.Name;
        Scoring = FinalScoring.Of(settings.Plan.Options(), ImageAuRoc!.Value, PixelAuRoc!.Value, AuPro!.Value);
        Unsmoothed = unsmoothed;
        OtherScorings = otherScorings;
        Curve = curve;
        Losses = losses;
    }

    public string Surface { get; }

    public string Variant { get; }

    /// <summary>How the model itself scores, and the main figures once more.</summary>
    public FinalScoring Scoring { get; }

    /// <summary>The same model without the smoothing of its map; null when it was not asked for.</summary>
    public PixelFigures? Unsmoothed { get; }

    /// <summary>The same network, scored in other ways.</summary>
    public IReadOnlyList<FinalScoring> OtherScorings { get; }

    /// <summary>The accuracy in the course of the training. For the reader: nothing is chosen by it.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; }

    /// <summary>The losses of some steps, evenly spread.</summary>
    public IReadOnlyList<TrainingLoss> Losses { get; }
}
