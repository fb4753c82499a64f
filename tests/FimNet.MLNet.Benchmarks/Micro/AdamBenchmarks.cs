using BenchmarkDotNet.Attributes;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Native;
using FimNet.MLNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using Adam = FimNet.MLNet.Training.Adam;

namespace FimNet.MLNet.Benchmarks.Micro;

/// <summary>Adam over all parameters of the network: in one pass over memory, and by torch's operations.</summary>
public class AdamBenchmarks : IDisposable
{
    private Network.FimNetwork _network = null!;
    private Parameter[] _parameters = null!;
    private torch.Tensor[] _gradients = null!;
    private Adam _fused = null!;
    private Adam _operations = null!;

    [GlobalSetup]
    public void Setup()
    {
        GlibcHeap.Keep();
        _network = BenchmarkModel.Network();
        _parameters = _network.parameters().ToArray();
        _gradients = Array.ConvertAll(_parameters, p => torch.randn_like(p));
        _fused = new FusedAdam(_parameters);
        _operations = new DeviceAdam(_parameters);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _fused.Dispose();
        _operations.Dispose();
        Array.ForEach(_gradients, gradient => gradient.Dispose());
        _network.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void TensorOperations() => Step(_operations);

    [Benchmark]
    public void OnePass() => Step(_fused);

    private void Step(Adam adam)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i].grad = _gradients[i].alias();
        }

        adam.Step(1e-4);
    }
}
