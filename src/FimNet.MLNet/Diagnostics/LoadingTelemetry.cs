using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FimNet.MLNet.Diagnostics;

/// <summary>What can be watched of the loading of image files.</summary>
internal static class LoadingTelemetry
{
    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>("fimnet.image.load.duration", "s", "Time to read and decode one image file.");

    /// <summary>When a file is begun, for the other methods; 0 when nobody wants to know.</summary>
    public static long Now => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public static void Loaded(long start)
    {
        if (start != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    public static void Failed(long start, Exception e)
    {
        if (start != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>(Telemetry.ErrorType, e.GetType().FullName));
        }
    }
}
