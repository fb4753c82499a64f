using BenchmarkDotNet.Attributes;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Tests;

namespace FimNet.MLNet.Benchmarks.Micro;

/// <summary>One image through the graph.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks : IDisposable
{
    private readonly ScoreBuffers _buffers = new();
    private ScoringSession _session = null!;
    private RgbImage[] _images = null!;

    [Params(256, 512, 1024)]
    public int Side { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _session = new ScoringSession(BenchmarkModel.Create(Side));
        _images = [TestModel.Image(Side, Side, seed: 1)];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _session.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public float Score() => _session.Run(_images, _buffers, reconstruct: false)[0].Score;
}
