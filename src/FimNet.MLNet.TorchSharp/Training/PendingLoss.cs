using TorchSharp;

namespace FimNet.MLNet.Training;

/// <summary>
/// The losses of the latest step. Reading them waits for the device, so they may be read when the next step is already under way.
/// </summary>
/// <param name="stage">1 or 2.</param>
/// <param name="report">Told of every step in order.</param>
internal sealed class PendingLoss(int stage, Action<TrainingLoss, double> report) : IDisposable
{
    private torch.Tensor? _losses;
    private int _step;
    private double _rate;
    private double _fraction;

    /// <summary>Reports the step before and keeps this one.</summary>
    /// <param name="losses">[2]: reconstruction loss and sparsity; taken over.</param>
    /// <param name="step">Counts from 1.</param>
    /// <param name="rate">The step's learning rate.</param>
    /// <param name="fraction">The finished share of the stage.</param>
    /// <returns>What <see cref="Report"/> says of the step before.</returns>
    public string? Replace(torch.Tensor losses, int step, double rate, double fraction)
    {
        try
        {
            return Report();
        }
        finally
        {
            (_losses, _step, _rate, _fraction) = (losses, step, rate, fraction);
        }
    }

    /// <summary>Reports the latest step, if it was not reported yet.</summary>
    /// <returns>A clause that says of a loss that it is no longer a number, and was not reported; else null.</returns>
    public string? Report()
    {
        if (_losses is null)
        {
            return null;
        }

        using torch.Tensor onCpu = _losses.cpu();
        Dispose();
        float[] values = onCpu.data<float>().ToArray();
        if (!values.All(float.IsFinite))
        {
            return $"the loss of step {_step} of stage {stage} is not a number";
        }

        report(new TrainingLoss(stage, _step, values[0], values[1], (float)_rate), _fraction);
        return null;
    }

    public void Dispose()
    {
        _losses?.Dispose();
        _losses = null;
    }
}
