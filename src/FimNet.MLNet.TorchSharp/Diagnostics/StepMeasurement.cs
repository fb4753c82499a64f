using System.Diagnostics;

namespace FimNet.MLNet.Diagnostics;

/// <summary>The time of one optimiser step and the span around it, from its making to its disposal.</summary>
internal readonly struct StepMeasurement : IDisposable
{
    private readonly int _stage;
    private readonly Activity? _span;
    private readonly long _start;

    public StepMeasurement(int stage, int step)
    {
        _stage = stage;
        _span = TrainingTelemetry.StartStep(stage, step);
        _start = Stopwatch.GetTimestamp();
    }

    public void Dispose()
    {
        TrainingTelemetry.Stepped(_stage, _start);
        _span?.Dispose();
    }
}
