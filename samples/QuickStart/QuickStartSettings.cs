using FimNet.MLNet;
using Samples.Shared;

namespace QuickStart;

/// <summary>What the command line asks for.</summary>
internal sealed record QuickStartSettings
{
    /// <summary>Seconds of training on an embedded surface, so that the whole run takes about four minutes on two cores.</summary>
    public const double EmbeddedBudget = 180;

    public required ProceduralTexture Texture { get; init; }

    /// <summary>An MVTec-style folder; null for the embedded procedural surfaces.</summary>
    public required string? Data { get; init; }

    public required TrainingPlan Plan { get; init; }

    public required string Output { get; init; }

    public required string? Json { get; init; }
}
