using FimNet.MLNet.Network;
using TorchSharp;

namespace FimNet.MLNet.Statistics;

/// <summary>Mean and covariance of vectors, summed up batch by batch in double precision, as differences from the first one: what never varies has a variance of exactly 0, however large it is.</summary>
internal sealed class VectorMoments : IDisposable
{
    // Towards the diagonal: photographs of one surface differ in few ways, and what some tens of them never showed together must not pass for impossible.
    private const double Shrinkage = 0.5;
    private const double SmallestVariance = 1e-12;

    private readonly int _size;
    private readonly torch.Tensor _sum;
    private readonly torch.Tensor _products;
    private torch.Tensor? _first;
    private long _count;

    /// <param name="size">Number of entries of a vector.</param>
    public VectorMoments(int size)
    {
        _size = size;
        using DisposeScope scope = torch.NewDisposeScope();
        _sum = torch.zeros([size, 1], torch.ScalarType.Float64).DetachFromDisposeScope();
        _products = torch.zeros([size, size], torch.ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <param name="vectors">[size, count], row by row.</param>
    public void Add(float[] vectors)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor values = torch.tensor(vectors, [_size, vectors.Length / _size]).to(torch.ScalarType.Float64);
        _first ??= values.narrow(1, 0, 1).clone().DetachFromDisposeScope();
        torch.Tensor columns = values.sub(_first);
        _sum.AddInPlace(columns.sum(new long[] { 1 }, keepdim: true));
        _products.AddInPlace(columns.mm(columns.t()));
        _count += columns.shape[1];
    }

    /// <summary>[size, 1] and [size, size]; they belong to the caller's scope.</summary>
    public (torch.Tensor Mean, torch.Tensor Covariance) MeanAndCovariance()
    {
        torch.Tensor difference = _sum.Times(1.0 / _count);
        return (difference.Plus(_first!), _products.Times(1.0 / _count).sub(difference.mm(difference.t())));
    }

    /// <summary>The mean, and the inverse of the Cholesky factor of the covariance, which is shrunk towards its diagonal.</summary>
    public (float[] Mean, float[] Whitening) Gaussian()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor mean, torch.Tensor covariance) = MeanAndCovariance();
        torch.Tensor variances = covariance.diagonal().AtLeast(SmallestVariance).diag();
        torch.Tensor factor = torch.linalg.cholesky(covariance.Times(1 - Shrinkage).Plus(variances.Times(Shrinkage)));
        return (Floats(mean), Floats(torch.linalg.inv(factor)));
    }

    public void Dispose()
    {
        _first?.Dispose();
        _sum.Dispose();
        _products.Dispose();
    }

    /// <summary>All values, row by row, in single precision.</summary>
    public static float[] Floats(torch.Tensor tensor) => tensor.to(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
}
