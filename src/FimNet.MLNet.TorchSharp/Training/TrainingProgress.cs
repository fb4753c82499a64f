namespace FimNet.MLNet;

/// <summary>Where a training stands after one optimiser step.</summary>
/// <param name="Loss">The step's stage, number and losses.</param>
/// <param name="StageFraction">Finished share of the stage, 0 to 1, by steps or by time as the stage's length says.</param>
/// <param name="Elapsed">Time since the training of stage 1 began.</param>
public readonly record struct TrainingProgress(TrainingLoss Loss, double StageFraction, TimeSpan Elapsed);
