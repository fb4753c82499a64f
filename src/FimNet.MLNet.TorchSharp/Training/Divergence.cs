namespace FimNet.MLNet.Training;

/// <summary>What a training is told whose numbers ran away.</summary>
internal static class Divergence
{
    /// <param name="symptom">What was noticed, as a clause.</param>
    /// <param name="learningRate">The option, for the advice.</param>
    public static InvalidOperationException Noticed(string symptom, double learningRate) =>
        new($"The training diverged: {symptom}. Lower LearningRate ({learningRate}) or use LearningRateSchedule.WarmupCosine.");
}
