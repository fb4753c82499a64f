using BenchmarkDotNet.Attributes;
using FimNet.MLNet.Tests;

namespace FimNet.MLNet.Benchmarks.Micro;

/// <summary>What stands around the network: decoding a 1024x1024 PNG, and generating defects on a 256x256 image.</summary>
[MemoryDiagnoser]
public class ImageBenchmarks
{
    private const int Side = 256;

    private readonly DefectGenerator _generator = new(DefectGeneratorOptions.Default);
    private readonly byte[] _good = TestModel.Image(Side, Side, seed: 1).Pixels.ToArray();
    private readonly byte[] _defective = new byte[3 * Side * Side];
    private readonly byte[] _mask = new byte[Side * Side];
    private string _png = "";
    private int _seed;

    [GlobalSetup]
    public void Setup()
    {
        _png = Path.GetTempFileName();
        TestModel.Image(1024, 1024, seed: 1).SavePng(_png);
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_png);

    [Benchmark]
    public RgbImage DecodePng1024() => RgbImage.Load(_png);

    [Benchmark]
    public void GenerateDefects256() => _generator.Generate(_good, Side, Side, _seed++, _defective, _mask);
}
