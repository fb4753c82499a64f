using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>Adam(0.5, 0.999, 1e-8), Section IV-A: one pass over memory on a CPU, tensor operations elsewhere.</summary>
internal abstract class Adam(IReadOnlyList<Parameter> parameters) : IDisposable
{
    public const double Beta1 = 0.5;
    public const double Beta2 = 0.999;
    public const double Epsilon = 1e-8;

    /// <summary>How often each parameter was moved.</summary>
    public int[] Steps { get; } = new int[parameters.Count];

    /// <summary>Running means of each parameter's gradient and of its square, in no promised layout.</summary>
    public abstract IEnumerable<(torch.Tensor First, torch.Tensor Second)> Moments { get; }

    public static Adam Create(IReadOnlyList<Parameter> parameters, torch.Device device) =>
        device.type == DeviceType.CPU ? new FusedAdam(parameters) : new DeviceAdam(parameters);

    /// <summary>
    /// Moves every parameter that has a gradient, and lets go of the gradients: backpropagation then hands over new ones instead of adding to zeroed ones.
    /// </summary>
    public void Step(double learningRate)
    {
        Move(learningRate);
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = null;
        }
    }

    public abstract void Dispose();

    protected abstract void Move(double learningRate);
}
