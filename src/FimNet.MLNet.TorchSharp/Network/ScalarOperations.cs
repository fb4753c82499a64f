using TorchSharp;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// Operations of a tensor with a number. TorchSharp turns the number into a native object that nothing refers to while libtorch reads it, so that a garbage
/// collection at that moment frees it and the operation sees another number or type, once in some thousand training steps. Here it lives until the operation ends.
/// The operators + and - of two tensors are affected as well: they pass a factor of 1.
/// </summary>
internal static class ScalarOperations
{
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        using Scalar one = 1;
        return tensor.add(scalar, one);
    }

    public static Tensor Plus(this Tensor tensor, Tensor other)
    {
        using Scalar one = 1;
        return tensor.add(other, one);
    }

    public static Tensor AddInPlace(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        using Scalar one = 1;
        return tensor.add_(scalar, one);
    }

    public static Tensor AddInPlace(this Tensor tensor, Tensor other)
    {
        using Scalar one = 1;
        return tensor.add_(other, one);
    }

    public static Tensor Times(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.mul(scalar);
    }

    public static Tensor MultiplyInPlace(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.mul_(scalar);
    }

    public static Tensor DivideInPlace(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.div_(scalar);
    }

    public static Tensor AtLeast(this Tensor tensor, double number)
    {
        using Scalar scalar = number;
        return tensor.clamp_min(scalar);
    }

    public static Tensor LeakyRectifyInPlace(this Tensor tensor, double negativeSlope)
    {
        using Scalar scalar = negativeSlope;
        return tensor.leaky_relu_(scalar);
    }

    /// <summary>tensor + share x (other - tensor).</summary>
    public static Tensor MoveTowardsInPlace(this Tensor tensor, Tensor other, double share)
    {
        using Tensor weight = share;
        return tensor.lerp_(other, weight);
    }

    /// <summary>tensor + number x first x second.</summary>
    public static Tensor AddProductInPlace(this Tensor tensor, Tensor first, Tensor second, double number = 1)
    {
        using Scalar scalar = number;
        return tensor.addcmul_(first, second, scalar);
    }

    /// <summary>tensor + number x first / second.</summary>
    public static Tensor AddQuotientInPlace(this Tensor tensor, Tensor first, Tensor second, double number)
    {
        using Scalar scalar = number;
        return tensor.addcdiv_(first, second, scalar);
    }
}
