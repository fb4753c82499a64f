using FimNet.MLNet;

namespace Samples.Shared;

/// <summary>What a command line says of a training.</summary>
internal sealed record TrainingPlan
{
    /// <summary>The presets by the names that a command line gives them.</summary>
    public static readonly IReadOnlyDictionary<string, FimNetOptions> Presets = new Dictionary<string, FimNetOptions>
    {
        ["fast"] = FimNetOptions.Fast,
        ["paper"] = FimNetOptions.Paper,
    };

    public required string Preset { get; init; }

    /// <summary>A folder of natural images for MDGA; null for the built-in textures.</summary>
    public required string? Natural { get; init; }

    /// <summary>Side in pixels; null for the preset's.</summary>
    public required int? ImageSize { get; init; }

    /// <summary>Seconds of training; null for the preset's own length.</summary>
    public required double? Budget { get; init; }

    public required int Seed { get; init; }

    public required int? Threads { get; init; }

    /// <summary>Changes the options at the end, for example to leave a part of the method out.</summary>
    public Func<FimNetOptions, FimNetOptions> Adapt { get; init; } = options => options;

    public FimNetOptions Options()
    {
        FimNetOptions options = Presets[Preset];
        options = options with { ReconstructionColumnName = "Reconstruction", Seed = Seed, Threads = Threads, Defects = options.Defects with { NaturalImageFolder = Natural } };
        if (ImageSize is { } size)
        {
            options = options with { ImageWidth = size, ImageHeight = size };
        }

        options = Adapt(options);
        return Budget is { } seconds ? options.WithBudget(TimeSpan.FromSeconds(seconds)) : options;
    }
}
