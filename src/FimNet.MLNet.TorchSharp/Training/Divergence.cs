using System.Globalization;

namespace FimNet.MLNet.Training;

/// <summary>What a training is told whose numbers ran away.</summary>
internal static class Divergence
{
    /// <summary>How often a stage goes back to where its numbers were good, each time with half the learning rate, before it gives up.</summary>
    public const int MostRollbacks = 3;

    /// <param name="symptom">What was noticed, as a clause.</param>
    /// <param name="learningRate">The option, for the advice.</param>
    public static InvalidOperationException Noticed(string symptom, double learningRate) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The training diverged: {symptom}. Lower LearningRate ({learningRate}) or use LearningRateSchedule.WarmupCosine."));
}
