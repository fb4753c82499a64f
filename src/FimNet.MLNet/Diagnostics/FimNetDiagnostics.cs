namespace FimNet.MLNet;

/// <summary>The names under which scoring and training can be watched, for OpenTelemetry among others. docs/observability.md lists the instruments and spans.</summary>
public static class FimNetDiagnostics
{
    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/> of all instruments: "FimNet.MLNet".</summary>
    public const string MeterName = "FimNet.MLNet";

    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/> of all spans: "FimNet.MLNet".</summary>
    public const string ActivitySourceName = "FimNet.MLNet";
}
