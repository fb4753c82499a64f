using TorchSharp;
using TorchSharp.Modules;

namespace FimNet.MLNet.Training;

/// <summary>Adam by tensor operations, on whatever device the parameters are.</summary>
internal sealed class TorchAdam(IReadOnlyList<Parameter> parameters) : Adam
{
    private readonly torch.optim.Optimizer _optimizer =
        torch.optim.Adam(parameters, beta1: Beta1, beta2: Beta2, eps: Epsilon);

    public override void Step(double learningRate)
    {
        foreach (torch.optim.ILearningRateController group in _optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }

        _optimizer.step();
        _optimizer.zero_grad();
    }

    public override void Dispose() => _optimizer.Dispose();
}
