using FimNet.MLNet;

namespace Samples.Shared;

/// <summary>What a command line says of a training.</summary>
internal sealed record TrainingPlan
{
    /// <summary>The presets by the names that a command line gives them.</summary>
    public static readonly IReadOnlyDictionary<string, FimNetOptions> Presets = new Dictionary<string, FimNetOptions>
    {
        ["fast"] = FimNetOptions.Fast,
        ["thorough"] = FimNetOptions.Thorough,
        ["paper"] = FimNetOptions.Paper,
    };

    public required string Preset { get; init; }

    /// <summary>A folder of natural images for MDGA; null for the built-in textures.</summary>
    public required string? Natural { get; init; }

    /// <summary>Side in pixels; null for the preset's.</summary>
    public required int? ImageSize { get; init; }

    /// <summary>Seconds of training; null for the preset's own length.</summary>
    public required double? Budget { get; init; }

    /// <summary>Optimiser steps of the training, instead of a time: the same model on a busy machine as on a quiet one. Null for the preset's own length.</summary>
    public int? Steps { get; init; }

    public required int Seed { get; init; }

    /// <summary>A folder that keeps what an interrupted training needs to continue; null for none.</summary>
    public string? Checkpoints { get; init; }

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
        return (Budget, Steps) switch
        {
            ({ } seconds, _) => options.WithBudget(Time(seconds)),
            (_, { } steps) when options.Stage2 == TrainingLength.None => options with { Stage1 = TrainingLength.Steps(steps) },
            (_, { } steps) => options with { Stage1 = TrainingLength.Steps(steps - steps / 2), Stage2 = TrainingLength.Steps(steps / 2) },
            _ => options,
        };
    }

    private static TimeSpan Time(double seconds) => Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException($"--budget is {seconds} seconds, but must be less than {TimeSpan.MaxValue.TotalSeconds:g3}.");
}
