namespace FimNet.MLNet.AutoML.Tuning;

/// <summary>What a tuner knows of a training.</summary>
/// <param name="TrialId">The trial that trains.</param>
/// <param name="Losses">The loss at each rung reached so far, lower is better.</param>
/// <param name="IsOver">It failed or was stopped.</param>
internal sealed record TrainingCurve(int TrialId, IReadOnlyList<double> Losses, bool IsOver);
