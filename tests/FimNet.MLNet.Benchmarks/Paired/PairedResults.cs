using System.Text.Json.Serialization;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>What a paired run measures: ratios of medians, where above 1 means that this library is faster, unless a name says another unit.</summary>
internal sealed record PairedResults
{
    /// <summary>TorchSharp eager over the library, one 512x512 image.</summary>
    [JsonPropertyName("scoreVsEager")]
    public required double ScoreVsEager { get; init; }

    /// <summary>The naively exported graph with default session options over the library, one 512x512 image.</summary>
    [JsonPropertyName("scoreVsNaiveGraph")]
    public required double ScoreVsNaiveGraph { get; init; }

    /// <summary>Sustained GFLOP/s of scoring, by Table I's count, over those of a 2048x2048x2048 SGEMM.</summary>
    [JsonPropertyName("peakFraction")]
    public required double PeakFraction { get; init; }

    /// <summary>The graph in 32 bits over the same graph quantized to 8 bits, one 512x512 image.</summary>
    [JsonPropertyName("int8VsFp32")]
    public required double Int8VsFp32 { get; init; }

    /// <summary>How much the quantized graph's map differs: the mean absolute difference over the mean of the map.</summary>
    [JsonPropertyName("int8MapDifference")]
    public required double Int8MapDifference { get; init; }

    /// <summary>The plain training loop over the trainer, stage 1 of the Fast preset.</summary>
    [JsonPropertyName("trainVsPlain")]
    public required double TrainVsPlain { get; init; }

    /// <summary>The same for stage 2, where the plain loop generates defects between its steps.</summary>
    [JsonPropertyName("trainStage2VsPlain")]
    public required double TrainStage2VsPlain { get; init; }

    /// <summary>The trainer with full precision over that with mixed precision, stage 1; null on a processor that does not multiply bfloat16 numbers itself.</summary>
    [JsonPropertyName("mixedVsFull")]
    public required double? MixedVsFull { get; init; }

    /// <summary>The same for stage 2.</summary>
    [JsonPropertyName("mixedStage2VsFull")]
    public required double? MixedStage2VsFull { get; init; }

    /// <summary>The largest relative difference of the two loops' reconstruction losses over the first steps.</summary>
    [JsonPropertyName("trainLossDifference")]
    public required double TrainLossDifference { get; init; }

    /// <summary>Scoring a folder of 1024x1024 PNGs over the CPU time of decoding them and the time of the graph.</summary>
    [JsonPropertyName("endToEndOverhead")]
    public required double EndToEndOverhead { get; init; }

    /// <summary>From the start of loading a model zip to the first score, in a new process.</summary>
    [JsonPropertyName("loadMilliseconds")]
    public required double LoadMilliseconds { get; init; }

    /// <summary>Size of that zip in units of 1,000,000 bytes.</summary>
    [JsonPropertyName("zipMegabytes")]
    public required double ZipMegabytes { get; init; }

    /// <summary>Peak resident memory of a process that scores 512x512 images one by one, in units of 1,000,000 bytes.</summary>
    [JsonPropertyName("scoringPeakRssMegabytes")]
    public required double ScoringPeakRssMegabytes { get; init; }

    /// <summary>Milliseconds behind the ratios.</summary>
    [JsonPropertyName("milliseconds")]
    public required IReadOnlyDictionary<string, double> Milliseconds { get; init; }
}
