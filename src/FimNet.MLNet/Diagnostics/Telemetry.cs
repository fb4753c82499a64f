using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FimNet.MLNet.Diagnostics;

/// <summary>The process's meter and source of spans. Without a listener nothing is measured and nothing allocated.</summary>
internal static class Telemetry
{
    public const string ErrorType = "error.type";

    private static readonly string? Version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);

    public static Meter Meter { get; } = new(FimNetDiagnostics.MeterName, Version);

    public static ActivitySource Source { get; } = new(FimNetDiagnostics.ActivitySourceName, Version);

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(this Activity? span, Exception e)
    {
        span?.SetTag(ErrorType, e.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error, e.Message);
    }
}
