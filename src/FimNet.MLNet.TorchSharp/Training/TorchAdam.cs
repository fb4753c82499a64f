using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>Adam by tensor operations, on whatever device the parameters are.</summary>
internal sealed class TorchAdam(IReadOnlyList<Parameter> parameters) : Adam(parameters)
{
    private readonly torch.optim.Optimizer _optimizer = torch.optim.Adam(parameters, beta1: Beta1, beta2: Beta2, eps: Epsilon);

    public override void Dispose() => _optimizer.Dispose();

    protected override void Move(double learningRate)
    {
        foreach (torch.optim.ILearningRateController group in _optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        _optimizer.step();
    }
}
