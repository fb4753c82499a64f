namespace FimNet.MLNet.Reports;

/// <summary>The losses of one stage of training.</summary>
/// <param name="Stage">1 or 2, as in <see cref="TrainingLoss.Stage"/>.</param>
/// <param name="Steps">Ascending.</param>
/// <param name="Reconstruction">One value a step, as in <see cref="TrainingLoss.Reconstruction"/>.</param>
/// <param name="Sparsity">One value a step, as in <see cref="TrainingLoss.Sparsity"/>.</param>
internal sealed record ReportStage(int Stage, IReadOnlyList<int> Steps, IReadOnlyList<double> Reconstruction, IReadOnlyList<double> Sparsity);
