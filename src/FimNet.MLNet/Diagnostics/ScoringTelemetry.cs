using System.Diagnostics;
using System.Diagnostics.Metrics;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Diagnostics;

/// <summary>What can be watched of one model's scoring.</summary>
internal sealed class ScoringTelemetry(ModelSettings settings)
{
    private static readonly Counter<long> Images = Telemetry.Meter.CreateCounter<long>("fimnet.scoring.images", "{image}", "Images that were scored, by decision.");

    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>("fimnet.scoring.duration", "s", "Time of one run of the graph, over one image or a batch.");

    private static readonly Counter<long> Failures = Telemetry.Meter.CreateCounter<long>("fimnet.scoring.failures", "{image}", "Images that could not be scored, by reason.");

    private readonly KeyValuePair<string, object?> _size = new("fimnet.model.size", $"{settings.ImageWidth}x{settings.ImageHeight}");
    private readonly KeyValuePair<string, object?> _quantized = new("fimnet.model.quantized", settings.IsQuantized);

    /// <summary>When a run begins, for <see cref="Scored"/>; 0 when nobody wants to know.</summary>
    public static long Now => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A span around one run of the graph.</summary>
    /// <param name="images">How many images it has.</param>
    public Activity? StartRun(int images) => Telemetry.Source.StartActivity("fimnet.scoring.run")
        ?.SetTag(_size.Key, _size.Value).SetTag(_quantized.Key, _quantized.Value).SetTag("fimnet.scoring.images", images);

    /// <summary>Counts the images of a run that succeeded.</summary>
    public void Scored(ImageScores[] scores, long start)
    {
        if (start != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, _size, _quantized);
        }

        if (Images.Enabled)
        {
            int defective = scores.Count(image => image.Score > settings.Threshold);
            Count("defective", defective);
            Count("good", scores.Length - defective);
        }
    }

    /// <summary>Counts images that have no score.</summary>
    /// <param name="reason">The type of the exception, or "missing".</param>
    /// <param name="images">How many.</param>
    public void Failed(string reason, int images = 1) => Failures.Add(images, _size, _quantized, new(Telemetry.ErrorType, reason));

    private void Count(string decision, int images)
    {
        if (images > 0)
        {
            Images.Add(images, _size, _quantized, new("fimnet.decision", decision));
        }
    }
}
