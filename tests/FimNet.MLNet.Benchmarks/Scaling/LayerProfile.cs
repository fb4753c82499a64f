using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Native;
using FimNet.MLNet.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FimNet.MLNet.Benchmarks.Scaling;

/// <summary>
/// Each kind of work of a training step alone, 64 patches, in the form in which the trainer does it with full or mixed precision: what a step could at best take on this machine.
/// Rounding the weights of mixed precision is left out.
/// </summary>
internal static class LayerProfile
{
    private const int Batch = 64;
    private const int Rounds = 9;

    public static void Run()
    {
        LibTorch.EnsureLoaded();
        GlibcHeap.Keep();
        Run(factors: null);
        if (ProcessorFeatures.MultipliesBFloat16)
        {
            Run(ScalarType.BFloat16);
        }
    }

    private static void Run(ScalarType? factors)
    {
        Console.WriteLine($"{(factors is null ? TrainingPrecision.Full : TrainingPrecision.Mixed)} precision");
        Console.WriteLine();
        Console.WriteLine("| layer | forward, ms | backward, ms | GFLOP/s |");
        Console.WriteLine("|---|---|---|---|");
        double total = 0;
        int side = 64;
        for (int i = 1; i <= Encoder.Layers.Count; i++)
        {
            ConvolutionLayer layer = Encoder.Layers[i - 1];
            bool matrix = i == Encoder.Layers.Count;
            nn.Module<Tensor, Tensor> module = matrix ? nn.Linear(layer.Inputs * 16, layer.Outputs) : nn.Conv2d(layer.Inputs, layer.Outputs, layer.Kernel, layer.Stride, layer.Padding);
            int output = (side + 2 * layer.Padding - layer.Kernel) / layer.Stride + 1;
            total += Row($"encoder {i}", module, matrix ? [Batch, layer.Inputs * 16] : [Batch, layer.Inputs, side, side], layer.HasPixels ? null : factors, Products(layer, output), needsInputGradient: i > 1);
            total += layer.Normalised ? Row($"encoder {i}, normalisation and activation", nn.Sequential(nn.BatchNorm2d(layer.Outputs), nn.LeakyReLU(0.2)), [Batch, layer.Outputs, output, output], factors) : 0;
            side = output;
        }

        for (int i = 0; i < 3; i++)
        {
            total += Row("fully connected", nn.Linear(1024, 512), [Batch, 1024], factors: null, 1024 * 512);
        }

        for (int i = 1; i <= Decoder.Layers.Count; i++)
        {
            ConvolutionLayer layer = Decoder.Layers[i - 1];
            int output = (side - 1) * layer.Stride - 2 * layer.Padding + layer.Kernel;
            nn.Module<Tensor, Tensor> module = i == 1 ? nn.Linear(layer.Inputs, 16 * layer.Outputs)
                : layer.Stride == 1 ? nn.Conv2d(layer.Inputs, layer.Outputs, layer.Kernel, 1, layer.Padding)
                : new Transposed(layer);
            total += Row($"decoder {i}", module, i == 1 ? [Batch, layer.Inputs] : [Batch, layer.Inputs, side, side], layer.HasPixels ? null : factors, Products(layer, side));
            total += layer.Normalised ? Row($"decoder {i}, normalisation and activation", nn.Sequential(nn.BatchNorm2d(layer.Outputs), nn.ReLU()), [Batch, layer.Outputs, output, output], factors) : 0;
            side = output;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| **sum** | | {total:f0} | |"));
        Console.WriteLine();
    }

    private static long Products(ConvolutionLayer layer, int side) => (long)side * side * layer.Inputs * layer.Outputs * layer.Kernel * layer.Kernel;

    /// <returns>Milliseconds forward and backward.</returns>
    private static double Row(string name, nn.Module<Tensor, Tensor> module, long[] shape, ScalarType? factors, long products = 0, bool needsInputGradient = true)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor data = randn(shape, factors ?? ScalarType.Float32);
        if (products > 0)
        {
            module.to(data.dtype);
        }

        Tensor input = shape.Length == 4 ? data.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : data;
        var forward = new double[Rounds];
        var backward = new double[Rounds];
        for (int round = -2; round < Rounds; round++)
        {
            using DisposeScope step = NewDisposeScope();
            Tensor x = input.detach().requires_grad_(needsInputGradient);
            Tensor y = null!;
            double there = Timing.Milliseconds(() => y = module.call(x));
            Tensor gradient = ones_like(y);
            double back = Timing.Milliseconds(() => y.backward([gradient]));
            foreach (Parameter parameter in module.parameters())
            {
                parameter.grad = null;
            }

            if (round >= 0)
            {
                (forward[round], backward[round]) = (there, back);
            }
        }

        (double f, double b) = (Timing.Median(forward), Timing.Median(backward));
        string rate = products == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{2.0 * Batch * products * (needsInputGradient ? 3 : 2) / (f + b) / 1e6:f0}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {f:f1} | {b:f1} | {rate} |"));
        module.Dispose();
        return f + b;
    }

    private sealed class Transposed : nn.Module<Tensor, Tensor>
    {
        private readonly ConvolutionLayer _layer;
        private readonly ConvTranspose2d _convolution;

        public Transposed(ConvolutionLayer layer)
            : base(nameof(Transposed))
        {
            _layer = layer;
            register_module("convolution", _convolution = nn.ConvTranspose2d(layer.Inputs, layer.Outputs, layer.Kernel, layer.Stride, layer.Padding));
        }

        public override Tensor forward(Tensor input) => TransposedConvolution.Fastest(_layer, input, _convolution.weight, _convolution.bias!);
    }
}
