using FimNet.MLNet.Network;
using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>Adam by tensor operations, for parameters on any device.</summary>
internal sealed class DeviceAdam(IReadOnlyList<Parameter> parameters) : Adam(parameters)
{
    private readonly Moments[] _moments = parameters.Select(p => new Moments(p)).ToArray();

    public override void Dispose()
    {
        foreach (Moments moments in _moments)
        {
            moments.Dispose();
        }
    }

    protected override void Move(double learningRate)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        foreach (Moments moments in _moments)
        {
            if (moments.Parameter.grad is { } gradient)
            {
                moments.Move(gradient, learningRate);
            }
        }
    }

    private sealed class Moments(Parameter parameter) : IDisposable
    {
        private readonly torch.Tensor _first = torch.zeros_like(parameter).DetachFromDisposeScope();
        private readonly torch.Tensor _second = torch.zeros_like(parameter).DetachFromDisposeScope();
        private int _steps;

        public Parameter Parameter => parameter;

        public void Move(torch.Tensor gradient, double learningRate)
        {
            _steps++;
            _first.MoveTowardsInPlace(gradient, 1 - Beta1);
            _second.MultiplyInPlace(Beta2).AddProductInPlace(gradient, gradient, 1 - Beta2);
            torch.Tensor scale = _second.Times(1 / (1 - Math.Pow(Beta2, _steps))).sqrt_().AddInPlace(Epsilon);
            parameter.AddQuotientInPlace(_first, scale, -learningRate / (1 - Math.Pow(Beta1, _steps)));
        }

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
        }
    }
}
