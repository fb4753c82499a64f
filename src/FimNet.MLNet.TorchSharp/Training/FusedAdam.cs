using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>
/// Adam on the CPU. A chain of tensor operations reads and writes all parameters and moments about ten times a step; this does so once.
/// </summary>
internal sealed class FusedAdam(IReadOnlyList<Parameter> parameters) : Adam(parameters)
{
    // Four arrays of this many floats fit a core's second-level cache.
    private const int BlockLength = 1 << 15;

    private readonly ParameterMoments[] _moments = parameters.Select(p => new ParameterMoments(p)).ToArray();

    public override IEnumerable<(torch.Tensor First, torch.Tensor Second)> Moments => _moments.Select(m => (m.First, m.Second));

    public override void Dispose()
    {
        foreach (ParameterMoments moments in _moments)
        {
            moments.Dispose();
        }
    }

    protected override void Move(double learningRate)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Block[] blocks = Enumerable.Range(0, _moments.Length)
            .Where(i => _moments[i].Parameter.grad is not null)
            .SelectMany(i => Blocks(_moments[i], ++Steps[i], learningRate))
            .ToArray();
        Parallel.ForEach(blocks, new ParallelOptions { MaxDegreeOfParallelism = torch.get_num_threads() }, Update);
    }

    private static unsafe List<Block> Blocks(ParameterMoments moments, int steps, double learningRate)
    {
        float step = (float)(learningRate / (1 - Math.Pow(Beta1, steps)));
        float correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, steps)));
        Parameter parameter = moments.Parameter;
        bool channelsLast = !parameter.is_contiguous();
        if (channelsLast && (parameter.dim() != 4 || !InMemoryOrder(parameter, channelsLast).is_contiguous()))
        {
            throw new NotSupportedException("A parameter is in neither contiguous nor channels-last memory.");
        }

        float* values = Pointer(InMemoryOrder(parameter, channelsLast));
        float* gradients = Pointer(InMemoryOrder(parameter.grad!, channelsLast).contiguous());
        float* firsts = Pointer(moments.First);
        float* seconds = Pointer(moments.Second);
        var blocks = new List<Block>();
        int count = checked((int)parameter.numel());
        for (int start = 0; start < count; start += BlockLength)
        {
            blocks.Add(new Block(values + start, gradients + start, firsts + start, seconds + start, Math.Min(BlockLength, count - start), step, correction));
        }

        return blocks;
    }

    /// <summary>Convolutions keep their weights in channels-last memory; everything else is in the order of its indices.</summary>
    private static torch.Tensor InMemoryOrder(torch.Tensor tensor, bool channelsLast) => channelsLast ? tensor.permute(0, 2, 3, 1) : tensor;

    private static unsafe float* Pointer(torch.Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    // Straight to optimised code: the first steps of a training are as long as the others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Update(Block block)
    {
        var keepFirst = new Vector<float>((float)Beta1);
        var addFirst = new Vector<float>((float)(1 - Beta1));
        var keepSecond = new Vector<float>((float)Beta2);
        var addSecond = new Vector<float>((float)(1 - Beta2));
        var rate = new Vector<float>(block.Step);
        var scale = new Vector<float>(block.Correction);
        var epsilon = new Vector<float>((float)Epsilon);
        int i = 0;
        for (; i <= block.Count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = Vector.Load(block.Gradients + i);
            Vector<float> first = keepFirst * Vector.Load(block.Firsts + i) + addFirst * gradient;
            Vector<float> second = keepSecond * Vector.Load(block.Seconds + i) + addSecond * gradient * gradient;
            first.Store(block.Firsts + i);
            second.Store(block.Seconds + i);
            (Vector.Load(block.Values + i) - rate * first / (Vector.SquareRoot(second) * scale + epsilon)).Store(block.Values + i);
        }

        for (; i < block.Count; i++)
        {
            float gradient = block.Gradients[i];
            float first = block.Firsts[i] = (float)Beta1 * block.Firsts[i] + (float)(1 - Beta1) * gradient;
            float second = block.Seconds[i] = (float)Beta2 * block.Seconds[i] + (float)(1 - Beta2) * gradient * gradient;
            block.Values[i] -= block.Step * first / (MathF.Sqrt(second) * block.Correction + (float)Epsilon);
        }
    }

    private unsafe struct Block(float* values, float* gradients, float* firsts, float* seconds, int count, float step, float correction)
    {
        public readonly float* Values = values;
        public readonly float* Gradients = gradients;
        public readonly float* Firsts = firsts;
        public readonly float* Seconds = seconds;
        public readonly int Count = count;
        public readonly float Step = step;
        public readonly float Correction = correction;
    }

    private sealed class ParameterMoments(Parameter parameter) : IDisposable
    {
        public Parameter Parameter => parameter;

        public torch.Tensor First { get; } = torch.zeros(parameter.numel()).DetachFromDisposeScope();

        public torch.Tensor Second { get; } = torch.zeros(parameter.numel()).DetachFromDisposeScope();

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
