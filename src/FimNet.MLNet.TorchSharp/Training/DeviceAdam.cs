using FimNet.MLNet.Network;
using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>Adam by tensor operations, for parameters on any device.</summary>
internal sealed class DeviceAdam(IReadOnlyList<Parameter> parameters) : Adam(parameters)
{
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
        for (int i = 0; i < _moments.Length; i++)
        {
            if (_moments[i].Parameter.grad is { } gradient)
            {
                _moments[i].Move(gradient, ++Steps[i], learningRate);
            }
        }
    }

    private sealed class ParameterMoments(Parameter parameter) : IDisposable
    {
        public Parameter Parameter => parameter;

        public torch.Tensor First { get; } = torch.zeros_like(parameter).DetachFromDisposeScope();

        public torch.Tensor Second { get; } = torch.zeros_like(parameter).DetachFromDisposeScope();

        public void Move(torch.Tensor gradient, int steps, double learningRate)
        {
            First.MoveTowardsInPlace(gradient, 1 - Beta1);
            Second.MultiplyInPlace(Beta2).AddProductInPlace(gradient, gradient, 1 - Beta2);
            torch.Tensor scale = Second.Times(1 / (1 - Math.Pow(Beta2, steps))).sqrt_().AddInPlace(Epsilon);
            parameter.AddQuotientInPlace(First, scale, -learningRate / (1 - Math.Pow(Beta1, steps)));
        }

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
