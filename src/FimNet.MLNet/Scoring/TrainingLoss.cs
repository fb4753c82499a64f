namespace FimNet.MLNet;

/// <summary>The losses of one optimiser step.</summary>
/// <param name="Stage">1 while learning from good patches (Eqs. 11 and 12), 2 while learning to repair generated defects (Eqs. 13 and 14).</param>
/// <param name="Step">The step within the stage, from 1.</param>
/// <param name="Reconstruction">Mean absolute error of the reconstruction, in units of the network's input range [-1, 1] (L_rec, before its weight).</param>
/// <param name="Sparsity">Mean entropy of the attention weights in nats (L_s of Eq. 5, before its weight); 0 for a network without memory.</param>
/// <param name="LearningRate">The step's learning rate.</param>
public readonly record struct TrainingLoss(int Stage, int Step, float Reconstruction, float Sparsity, float LearningRate);
