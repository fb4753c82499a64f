using FimNet.MLNet;

namespace QuickStart;

/// <summary>What the command line asks for.</summary>
internal sealed record QuickStartSettings
{
    // Of a time budget, half goes to learning the surface and half to learning to repair it.
    private const double Stage1Share = 0.5;

    /// <summary>Seconds of training on an embedded surface, so that the whole run stays below four minutes on two cores.</summary>
    public const double EmbeddedBudget = 195;

    public required ProceduralTexture Texture { get; init; }

    /// <summary>An MVTec-style folder; null for the embedded procedural surfaces.</summary>
    public required string? Data { get; init; }

    /// <summary>A folder of natural images for MDGA; null for the built-in textures.</summary>
    public required string? Natural { get; init; }

    public required string Output { get; init; }

    public required string Preset { get; init; }

    public required int? ImageSize { get; init; }

    /// <summary>Seconds of training; null for the preset's own length.</summary>
    public required double? Budget { get; init; }

    public required int Seed { get; init; }

    public required int? Threads { get; init; }

    public required string? Json { get; init; }

    public FimNetOptions Options()
    {
        FimNetOptions options = Preset == "paper" ? FimNetOptions.Paper : FimNetOptions.Fast;
        options = options with { ReconstructionColumnName = "Reconstruction", Seed = Seed, Threads = Threads, Defects = options.Defects with { NaturalImageFolder = Natural } };
        if (ImageSize is { } size)
        {
            options = options with { ImageWidth = size, ImageHeight = size };
        }

        if (Budget is { } seconds)
        {
            options = options with
            {
                Stage1 = TrainingLength.Time(TimeSpan.FromSeconds(Stage1Share * seconds)),
                Stage2 = TrainingLength.Time(TimeSpan.FromSeconds((1 - Stage1Share) * seconds)),
            };
        }

        return options;
    }
}
