using FimNet.MLNet;
using Samples.Shared;

namespace Reproduce;

/// <summary>One training of one variant.</summary>
internal sealed record ReproductionSettings
{
    public required ProceduralTexture Texture { get; init; }

    /// <summary>An MVTec-style folder; null for the embedded surface.</summary>
    public required string? Data { get; init; }

    public required Variant Variant { get; init; }

    public required TrainingPlan Plan { get; init; }

    public required string Output { get; init; }

    /// <summary>How many times to evaluate in the course of the training.</summary>
    public required int CurvePoints { get; init; }

    /// <summary>How to score the network of the end besides.</summary>
    public required Scorings Scorings { get; init; }

    public string SurfaceName => TestSurface.Name(Data, Texture);
}
