using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace FimNet.MLNet.Tests.Diagnostics;

/// <summary>Everything that the library's instruments say while it lives.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _all = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FimNetDiagnostics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The measurements of an instrument in order, those alone that have all the tags.</summary>
    /// <param name="instrument">Its name.</param>
    /// <param name="tags">Each as name=value.</param>
    public Measurement[] Of(string instrument, params string[] tags) => [.. _all.Where(m => m.Instrument == instrument && tags.All(m.Tags.Contains))];

    public double Sum(string instrument, params string[] tags) => Of(instrument, tags).Sum(m => m.Value);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string[] texts = new string[tags.Length];
        for (int i = 0; i < tags.Length; i++)
        {
            texts[i] = string.Create(CultureInfo.InvariantCulture, $"{tags[i].Key}={tags[i].Value}");
        }

        _all.Enqueue(new Measurement(instrument.Name, instrument.Unit ?? "", value, texts));
    }
}

/// <summary>One value of an instrument.</summary>
internal sealed record Measurement(string Instrument, string Unit, double Value, string[] Tags);
