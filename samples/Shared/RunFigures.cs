using FimNet.MLNet;

namespace Samples.Shared;

/// <summary>The figures of a training and its evaluation, as they stand in JSON files.</summary>
#pragma warning disable CA1852 // One of the programs that share this file adds to it.
internal record RunFigures
#pragma warning restore CA1852
{
    public required string Preset { get; init; }

    /// <summary>Seconds that were allowed for the training; null where its length is another.</summary>
    public required double? Budget { get; init; }

    public required int Seed { get; init; }

    /// <summary>Null for a test set of good images or of defective ones alone.</summary>
    public required double? ImageAuRoc { get; init; }

    /// <summary>Null, as the following ones, for a test set without defects, or without masks of all of them.</summary>
    public required double? PixelAuRoc { get; init; }

    public required IReadOnlyDictionary<string, double>? PixelAuRocByDefect { get; init; }

    /// <summary>All metrics of pixels for each kind of defect.</summary>
    public required IReadOnlyDictionary<string, PixelFigures>? ByDefect { get; init; }

    public required double? AuPro { get; init; }

    public required double? AveragePrecision { get; init; }

    public required double? F1Max { get; init; }

    public required Decisions Decisions { get; init; }

    public required double TrainSeconds { get; init; }

    public required int Steps { get; init; }

    public required double ScoreMillisecondsPerImage { get; init; }

    /// <summary>Of the process, and so of all its runs so far.</summary>
    public required double PeakMemoryMegabytes { get; init; }

    public required string ModelPath { get; init; }

    public required string ReportPath { get; init; }
}

/// <summary>What the model's threshold decided: false alarms among the good images, misses among the defective ones.</summary>
internal sealed record Decisions(int FalseAlarms, int Good, int Misses, int Defective);

/// <summary>Metrics of pixels.</summary>
internal sealed record PixelFigures(double PixelAuRoc, double AuPro, double AveragePrecision, double F1Max)
{
    public static PixelFigures Of(SegmentationMetrics metrics) => new(metrics.PixelAuRoc, metrics.AuPro, metrics.AveragePrecision, metrics.F1Max);
}
